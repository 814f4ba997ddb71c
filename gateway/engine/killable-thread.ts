/** A thread that answers one question after the other, and is ended with that one alone that takes too long or too much memory. */

import { Worker } from 'node:worker_threads';
import type { ModuleEntry } from '../../runtime/module-entry.ts';

/** What the thread says of the question that it was sent last. Its time counts from `begins`: what has to be loaded first is no fault of the question. */
export type ThreadMessage<Answer> =
  | { readonly kind: 'begins'; readonly limitMs: number }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Why the thread was ended; any other end than by too much work is a defect of ours. */
export class ThreadEnded extends Error {
  readonly isOverworked: boolean;

  constructor(message: string, isOverworked: boolean) {
    super(message);
    this.isOverworked = isOverworked;
  }
}

/** More questions wait than are ever asked at once by clients that mean well. */
export class TooManyQuestions extends Error {}

const MEMORY_MB = 512;
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';
const MOST_ASKED = 100;

/** Starts with the first question, and again with the next one after it was ended. Keeps the process alive only while it works. */
export class KillableThread<Question, Answer> {
  readonly #entry: ModuleEntry;
  /** The first one is being answered. */
  readonly #asked: Asked<Question, Answer>[] = [];
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(entry: ModuleEntry) {
    this.#entry = entry;
  }

  /**
   * Rejects with ThreadEnded when the thread took longer than it had said, or needed more than 512 MB; the next thread answers
   * the others. Rejects with TooManyQuestions while 100 are asked.
   */
  ask(question: Question): Promise<Answer> {
    if (this.#asked.length >= MOST_ASKED) return Promise.reject(new TooManyQuestions());
    return new Promise((resolve, reject) => {
      this.#asked.push({ question, resolve, reject });
      if (this.#asked.length === 1) this.#send();
    });
  }

  #send(): void {
    const [first] = this.#asked;
    if (!first) {
      this.#worker?.unref();
      return;
    }
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(first.question);
  }

  #start(): Worker {
    const worker = new Worker(this.#entry.file, {
      argv: [...this.#entry.args],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const isCurrent = (): boolean => worker === this.#worker;
    worker.on('message', (message: ThreadMessage<Answer>) => {
      if (isCurrent()) this.#hear(message);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (isCurrent()) this.#lose(error.message, error.code === OUT_OF_MEMORY);
    });
    worker.on('exit', (code) => {
      if (isCurrent()) this.#lose(`exit code ${code}`, false);
    });
    return worker;
  }

  #hear(message: ThreadMessage<Answer>): void {
    if (message.kind === 'begins') this.#limit(message.limitMs);
    else if (message.kind === 'answered') this.#settle(({ resolve }) => resolve(message.answer));
    else this.#settle(({ reject }) => reject(message.error));
  }

  #limit(limitMs: number): void {
    const [first] = this.#asked;
    const end = (): void => {
      // An answer may have waited for a busy event loop as long as the timer has.
      if (this.#asked[0] === first) this.#lose(`no answer within ${limitMs} ms`, true);
    };
    this.#timer = setTimeout(() => setImmediate(end), limitMs);
  }

  #lose(why: string, isOverworked: boolean): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#settle(({ reject }) => reject(new ThreadEnded(why, isOverworked)));
  }

  #settle(tell: (asked: Asked<Question, Answer>) => void): void {
    clearTimeout(this.#timer);
    const first = this.#asked.shift();
    if (first) tell(first);
    this.#send();
  }
}
