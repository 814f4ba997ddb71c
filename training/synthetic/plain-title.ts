/** A posting's title as people would type it. */

/** Without brackets, codes, places and what follows a dash. */
export function plainTitle(title: string): string {
  const [head = title] = title
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[#№]?\b[A-Z]*\d[\w.-]*\b/g, ' ')
    .split(/\s[-–—|@:]\s|[|/,;:–—]|\s-|-\s/);
  const plain = head.replace(/\s+/g, ' ').trim();
  return plain.length < 3 ? title.trim() : plain;
}
