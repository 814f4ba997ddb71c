/** How a look-up of a name goes on when few are called so: with whoever shares its surname, then its given name. */
import { foldText } from '../../models/text.ts';
import { PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { PeopleSearchRequest } from '../types.ts';
import type { ReadFacet } from '../understand/read-facet.ts';
import type { Understood } from '../understand/understand.ts';
import type { Relaxation } from './relaxations.ts';

/** An initial is shared by too many. */
const SHORTEST_PART = 2;

/** Nothing for a text that names nobody whom the index knows. */
export function* namesakes(understood: Understood, request: PeopleSearchRequest): Generator<Relaxation> {
  const name = understood.facets.find(({ field, isNegated }) => field === 'name' && !isNegated);
  if (name === undefined || understood.understanding.intent !== 'NAME') return;
  const words = foldText(name.value).split(' ');
  const parts = [
    { word: words.at(-1) ?? '', told: 'with people of the same surname' },
    { word: words[0] ?? '', told: 'with people of the same given name' },
  ];
  for (const { word, told } of parts) {
    if (word.length >= SHORTEST_PART) yield { understood: askingFor(word, name, understood), request, told };
  }
}

/** Only names count: a word of a name may be a town or a colour elsewhere. */
function askingFor(word: string, name: ReadFacet, understood: Understood): Understood {
  const condition = { kind: 'contains', field: PEOPLE_COLUMNS.name, words: [word] } as const;
  const facet: ReadFacet = { ...name, value: word, start: 0, end: 0, condition, isHard: true };
  return { ...understood, searchedText: word, rewrittenText: word, facets: [facet], isExact: true };
}
