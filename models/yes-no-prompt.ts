/** How a chat model is asked whether a text fits a query: the public format of Qwen3-Reranker, whose first token is yes or no. */

const SYSTEM =
  'Judge whether the Document meets the requirements based on the Query and the Instruct provided. Note that the answer can only be "yes" or "no".';
const INSTRUCTION = 'Given a search for jobs or people, tell whether the Document is what the Query asks for';

/** Equal for all texts of a query, so that servers read it once. */
export function yesNoPrefix(query: string): string {
  return `<|im_start|>system\n${SYSTEM}<|im_end|>\n<|im_start|>user\n<Instruct>: ${INSTRUCTION}\n<Query>: ${query}\n<Document>: `;
}

/** Follows each text; the next token is the answer. */
export const YES_NO_SUFFIX = '<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n';
