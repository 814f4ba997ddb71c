/** GraphiQL: one page that works without any other host, with the example operations in its tabs. */

import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readExampleOperations } from '../../../gateway/pages/example-operations.ts';
import { createGraphiql, graphiqlHtml } from '../../../gateway/pages/graphiql.ts';

describe('GraphiQL', () => {
  const examples = readExampleOperations();
  const html = graphiqlHtml(examples);

  it('loads nothing from elsewhere', () => {
    const markup = html.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, '$1');
    expect(markup).not.toMatch(/<(script|link|img|iframe)\b[^>]*\s(src|href)\s*=\s*["']?(https?:)?\/\//i);
    expect(html).not.toMatch(/\b(import|from)\s*\(?\s*["'`]https?:/i);
    expect(html).not.toMatch(/@import\s+(url\()?["']?(https?:)?\/\//i);
    expect(html).not.toMatch(/type=["']?importmap/i);
  });

  it('opens with the example operations and their variables as tabs', () => {
    expect(examples.map((example) => example.name).slice(0, 5)).toEqual(['jobs', 'people', 'why', 'facets', 'paging']);
    for (const { query, variables } of examples) {
      expect(html).toContain(JSON.stringify(query));
      expect(html).toContain(JSON.stringify(variables));
    }
  });

  it('comes compressed to who accepts it, and not again to who has it', async () => {
    const page = createGraphiql();
    const plain = await page('', undefined);
    const gzipped = await page('br, gzip', undefined);
    expect(gunzipSync(gzipped.body as Buffer).equals(plain.body as Buffer)).toBe(true);
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect((await page('gzip', plain.headers.etag)).status).toBe(304);
  });

  it('tells the browser to refuse other hosts too', async () => {
    const { headers } = await createGraphiql()('', undefined);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*/);
  });
});
