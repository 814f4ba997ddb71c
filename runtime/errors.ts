/** Every error code of the product: who is to blame, whether a retry helps, and the one class that carries them. */

export type Blame = 'caller' | 'load' | 'us';

interface ErrorKind {
  readonly blame: Blame;
  readonly retryable: boolean;
  /** HTTP status when the whole request fails with it. */
  readonly status: number;
  readonly means: string;
}

export const ERROR_KINDS = {
  BAD_USER_INPUT: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'An argument is outside its limits; the message names the limit and what came.',
  },
  UNAUTHENTICATED: {
    blame: 'caller',
    retryable: false,
    status: 401,
    means:
      'The key or token is not valid any more or never was, or the field needs a caller; without a caller it is null.',
  },
  FORBIDDEN: {
    blame: 'caller',
    retryable: false,
    status: 200,
    means: 'The caller lacks a scope, which extensions.scope names; the field is null.',
  },
  GRAPHQL_PARSE_FAILED: { blame: 'caller', retryable: false, status: 400, means: 'The document is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'The document does not fit the schema.',
  },
  BAD_REQUEST: { blame: 'caller', retryable: false, status: 400, means: 'The HTTP request is not a GraphQL request.' },
  QUERY_TOO_LARGE: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'The body (413) or the document (400) is larger than the limit; send less text or use variables.',
  },
  OPERATION_TOO_DEEP: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'Fields stand in more levels than the limit.',
  },
  TOO_MANY_ALIASES: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'More fields have an alias than the limit.',
  },
  TOO_MANY_ROOT_FIELDS: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'The operation has more root fields than the limit.',
  },
  TOO_MANY_DIRECTIVES: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'The operation has more directives than the limit.',
  },
  OPERATION_TOO_COSTLY: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means:
      'The operation may cost more points than the limit, or takes too long to plan; ask for fewer items or fields.',
  },
  RATE_LIMITED: {
    blame: 'caller',
    retryable: true,
    status: 429,
    means: 'The caller has used its requests or points up; try again after the time in Retry-After.',
  },
  INTROSPECTION_DISABLED: {
    blame: 'caller',
    retryable: false,
    status: 403,
    means: 'The schema is shown in development and to callers with the scope schema:read only.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'No operation is known under this hash; send it once with its text.',
  },
  PERSISTED_OPERATION_NOT_FOUND: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'No operation of the server has this documentId.',
  },
  PERSISTED_OPERATION_REQUIRED: {
    blame: 'caller',
    retryable: false,
    status: 400,
    means: 'Only operations that the server knows are answered in this way; send the documentId of one.',
  },
  OVERLOADED: {
    blame: 'load',
    retryable: true,
    status: 503,
    means: 'Too much work is waiting; try again after the time in Retry-After.',
  },
  DEADLINE_EXCEEDED: {
    blame: 'us',
    retryable: true,
    status: 200,
    means: 'The time of the request was over before this part was ready.',
  },
  SUBGRAPH_UNAVAILABLE: {
    blame: 'us',
    retryable: true,
    status: 200,
    means: 'One part of the graph did not answer; only its fields are null.',
  },
  WORKER_UNAVAILABLE: {
    blame: 'us',
    retryable: true,
    status: 200,
    means: 'No worker of a pool can take work; searches go on without it.',
  },
  IDENTITY_UNAVAILABLE: {
    blame: 'us',
    retryable: true,
    status: 503,
    means: 'What keys and tokens are checked with could not be read; the caller may be right, so try again.',
  },
  STORE_UNAVAILABLE: {
    blame: 'us',
    retryable: true,
    status: 200,
    means: 'A store that several processes share did not answer; what this one keeps itself stands in.',
  },
  INDEX_MISSING: {
    blame: 'us',
    retryable: false,
    status: 503,
    means: 'No index has been published in this data directory.',
  },
  INDEX_INVALID: {
    blame: 'us',
    retryable: false,
    status: 500,
    means: 'A file of the index is cut short, changed or of another format; ingest all documents again with --replace.',
  },
  INDEX_BUSY: {
    blame: 'us',
    retryable: true,
    status: 503,
    means: 'Another process is ingesting into this data directory; try again when it has ended.',
  },
  MODEL_INVALID: {
    blame: 'us',
    retryable: false,
    status: 500,
    means:
      'A model file does not have the checksum that the manifest states, or a model answered a known question wrongly or with what cannot be used.',
  },
  DEVICE_UNAVAILABLE: {
    blame: 'us',
    retryable: false,
    status: 500,
    means: 'The device that TANDEM_DEVICE names cannot run models here; nothing else stands in for it.',
  },
  CONFIG_INVALID: { blame: 'us', retryable: false, status: 500, means: 'A setting is unknown or outside its limits.' },
  INTERNAL: {
    blame: 'us',
    retryable: false,
    status: 500,
    means: 'A defect of ours; the request id finds it in the log.',
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KINDS;

/** An error with a code of the table above; `details` become error extensions, so they hold nothing secret. */
export class TandemError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TandemError';
    this.code = code;
    this.details = details;
  }
}

/** BAD_USER_INPUT with the sentence that a caller reads: what was expected, what came. */
export function badInput(message: string, details?: Readonly<Record<string, unknown>>): TandemError {
  return new TandemError('BAD_USER_INPUT', message, details);
}
