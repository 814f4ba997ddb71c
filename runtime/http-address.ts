/** What counts as the address of a server in a setting: addresses are shown in logs, so nothing secret may stand in them. */

/** http or https, without user, password, query and fragment. */
export function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password + search + hash === '';
}
