/** Where the workers of a pool are is read from one text, and what cannot be meant is refused with what can. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';

const read = (text: string) => loadConfig({ TANDEM_SLM_WORKERS: text }).TANDEM_SLM_WORKERS;

describe('the workers of a pool', () => {
  it('are one child process unless told', () => {
    expect(loadConfig({}).TANDEM_EBR_WORKERS).toEqual({ kind: 'children', minimum: 1, maximum: 1 });
  });

  it('are so many child processes, or as many as are needed between two bounds', () => {
    expect(read('3')).toEqual({ kind: 'children', minimum: 3, maximum: 3 });
    expect(read('1-4')).toEqual({ kind: 'children', minimum: 1, maximum: 4 });
  });

  it('are servers elsewhere where addresses are given', () => {
    expect(read('http://gpu-1:5101/, unix:/run/tandem/slm')).toEqual({
      kind: 'remote',
      urls: ['http://gpu-1:5101', 'unix:/run/tandem/slm'],
    });
  });

  it.each([
    '0',
    '65',
    '4-1',
    '1.5',
    'many',
    'localhost:5101',
    'ftp://host:1',
    'unix:relative',
    'http://host:1/path',
    'http://host:1,http://host:1',
    'http://host:1,',
  ])('that are said as %s are refused', (text) => {
    expect(() => read(text)).toThrow(
      `TANDEM_SLM_WORKERS: expected a number 1 to 64, a range such as 1-4, or addresses such as http://host:5101 and unix:/path, parted by commas, got "${text}"`,
    );
  });

  it.each([
    'http://:top-secret@host:1',
    'http://user@host:1',
    'http://user:top-secret@host:1',
    'http://a:1,http://:top-secret@b:1',
  ])('that are found with user or password, as in %s, are refused without repeating them', (text) => {
    expect(() => read(text)).toThrow(/addresses of workers have no user and password, got a value that is not shown$/);
  });
});
