/** The judge that runs here: a model trained on graded pairs gives the probabilities; the way to run it is injected. */

import { GRADES } from '../agreement.ts';
import { type Judge, type JudgeInput, type Verdict, verdictOf } from './judge.ts';

export interface PolicyTeacherOptions {
  /** Of the model file. */
  readonly version: string;
  readonly batchSize: number;
  /** Probabilities [inputs, 5], row major. */
  readonly score: (inputs: readonly JudgeInput[]) => Promise<Float32Array>;
}

export function createPolicyTeacher({ version, batchSize, score }: PolicyTeacherOptions): Judge {
  const gradeTogether = async (inputs: readonly JudgeInput[]): Promise<readonly Verdict[]> => {
    const probabilities = await score(inputs);
    if (probabilities.length !== inputs.length * GRADES.length) {
      throw new RangeError(
        `expected ${inputs.length} rows of ${GRADES.length} probabilities, got ${probabilities.length} numbers`,
      );
    }
    return inputs.map((_, row) =>
      verdictOf([...probabilities.subarray(row * GRADES.length, (row + 1) * GRADES.length)]),
    );
  };
  const grade = async (inputs: readonly JudgeInput[]): Promise<readonly Verdict[]> => {
    try {
      return await gradeTogether(inputs);
    } catch (error) {
      const [input, ...others] = inputs;
      if (input === undefined) return [];
      if (others.length === 0) return [{ kind: 'failed', reason: String(error) }];
      // One input may have spoiled the batch: in halves it is found, and the rest is graded.
      const middle = inputs.length >> 1;
      return [...(await grade(inputs.slice(0, middle))), ...(await grade(inputs.slice(middle)))];
    }
  };
  return { version, reads: 'excerpt', batchSize, grade };
}
