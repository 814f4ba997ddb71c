/** Which pools a process asks, by the subgraphs that it serves and where workers are. */
import { expect, test } from 'vitest';
import { workersSetting } from '../../runtime/workers-setting.ts';
import { neededPools } from '../../subgraphs/needed-pools.ts';

const own = { TANDEM_EBR_WORKERS: workersSetting.parse('1') };
const elsewhere = { TANDEM_EBR_WORKERS: workersSetting.parse('http://127.0.0.1:5101') };

test('who searches asks both pools, wherever their workers are', () => {
  for (const config of [own, elsewhere]) {
    expect(neededPools(['jobs'], config)).toEqual(['ebr', 'slm']);
    expect(neededPools(['people', 'insights', 'account'], config)).toEqual(['ebr', 'slm']);
  }
});

test('insights alone asks the encoder where it has an address, and starts none of its own', () => {
  expect(neededPools(['insights'], elsewhere)).toEqual(['ebr']);
  expect(neededPools(['ranking', 'insights'], elsewhere)).toEqual(['ebr']);
  expect(neededPools(['insights'], own)).toEqual([]);
});

test('ranking and account ask none', () => {
  expect(neededPools(['ranking', 'account'], elsewhere)).toEqual([]);
});
