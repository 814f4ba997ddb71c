/** Who asks: until there are keys everybody is the development viewer of the account. */

export interface Caller {
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
}
