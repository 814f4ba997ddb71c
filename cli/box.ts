/** Draws a titled box of names and values, as wide as its longest line. */

const MAX_WIDTH = 110;

export function box(title: string, rows: readonly (readonly [name: string, value: string])[]): string {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.flatMap(([name, value]) => {
    const parts = wrapped(value, MAX_WIDTH - nameWidth - 2);
    return parts.map((part, index) => `${(index === 0 ? name : '').padEnd(nameWidth)}  ${part}`);
  });
  const width = Math.max(title.length + 2, ...lines.map((line) => line.length));
  const body = lines.map((line) => `│ ${line.padEnd(width)} │`);
  return [
    `╭─ ${title} ${'─'.repeat(Math.max(0, width - title.length - 1))}╮`,
    ...body,
    `╰${'─'.repeat(width + 2)}╯`,
  ].join('\n');
}

/** Breaks at spaces; a word longer than the width stays whole. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
