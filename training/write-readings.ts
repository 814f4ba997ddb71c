/**
 * Reads texts with the understanding model, for `tandem eval --stage understanding --readings`: so the measurement needs no vectors of
 * an index (TANDEM_BACKEND=fake). Run-out lines may be among the files: their corrected texts are read too.
 * Run: npx tsx training/write-readings.ts --out FILE [--model models/understanding.onnx] FILE…
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { InferenceSession } from 'onnxruntime-node';
import { understandTexts } from '../gpu-workers/backends/onnx-understanding.ts';
import { loadTokenizer } from '../models/tokenizer.ts';
import { projectPath } from '../runtime/project-root.ts';
import { cleanText } from '../search/understand/clean-text.ts';
import { inPlainWords, withoutOrders } from '../search/understand/safety.ts';

interface TextLine {
  readonly text?: string;
  readonly correctedText?: string | null;
}

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string', default: 'training/work/readings.jsonl' },
    model: { type: 'string', default: 'models/understanding.onnx' },
  },
  allowPositionals: true,
});

const lines = positionals.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
const stated = lines
  .map((line) => JSON.parse(line) as TextLine)
  .flatMap(({ text, correctedText }) => [text, correctedText])
  .filter((text): text is string => typeof text === 'string' && text !== '');
// Orders are taken out before the model reads, where it serves too, and safety has some texts read in plain words.
const texts = [
  ...new Set(
    stated.flatMap((text) => {
      const read = withoutOrders(cleanText(text));
      return [text, read, inPlainWords(read)];
    }),
  ),
];
const session = await InferenceSession.create(values.model, { intraOpNumThreads: 1 });
const { readings } = await understandTexts(session, loadTokenizer(projectPath('models', 'minilm')), texts);
writeFileSync(values.out, texts.map((text, at) => `${JSON.stringify({ text, reading: readings[at] })}\n`).join(''));
console.log(`${texts.length} texts read by ${values.model}`);
