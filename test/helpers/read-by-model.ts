/** A search whose texts are read by the model that serves; all else is the small corpus in memory. */
import { InferenceSession } from 'onnxruntime-node';
import { understandTexts } from '../../gpu-workers/backends/onnx-understanding.ts';
import { loadTokenizer } from '../../models/tokenizer.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { createTestSearch, type TestSearch } from './test-search.ts';

export async function createModelSearch(changes: Parameters<typeof createTestSearch>[0] = {}): Promise<TestSearch> {
  const search = await createTestSearch(changes);
  const session = await InferenceSession.create(projectPath('models', 'understanding.onnx'), { intraOpNumThreads: 1 });
  const tokenizer = loadTokenizer(projectPath('models', 'minilm'));
  const pools = {
    ...search.pools,
    understand: async (texts: readonly string[]) => (await understandTexts(session, tokenizer, texts)).readings,
  };
  const context: TestSearch['context'] = (changes) => {
    const made = search.context(changes);
    return { ...made, services: { ...made.services, pools } };
  };
  return { ...search, context };
}
