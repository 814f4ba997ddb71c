/**
 * Words by which a text shows that it is not English: articles, prepositions, pronouns and what people write when they look for
 * work, of the languages of Europe that job boards see most. Left out: what is English too ("die", "on"), and what stands in names of
 * people and places ("de", "la", "van", "der", "el", "san"). Written by hand, a closed list a language.
 */
const LANGUAGES: Readonly<Record<string, string>> = {
  de: 'für und oder mit ohne im zum zur auf bei nach von eine einen einem ich wir sie nicht gesucht suche suchen stelle stellen arbeit als',
  fr: 'avec sans pour dans chez sur une des aux et ou je nous recherche cherche emploi poste travail',
  es: 'con sin para por una unos unas y busco buscamos trabajo empleo puesto como se en',
  pt: 'com sem para por uma uns umas e vaga vagas procuro trabalho emprego em na no',
  it: 'con senza per una gli nel nella di cerco cercasi lavoro e presso',
  nl: 'voor met zonder een het bij naar niet gezocht zoek werk als en',
  sv: 'och med utan för till en ett inte söker jobb arbete som på',
  pl: 'i z bez dla na w jest szukam pracy praca oraz nie',
  tl: 'ang ng mga sa naghahanap trabaho ako para',
};
/** Of these lists the words that English, a name or a code has too: they say nothing alone. */
const SHARED = new Set('als en no na e i z w y di se on per con sin im ou sur des en som come pour'.split(' '));

const foreign = new Set(
  Object.values(LANGUAGES)
    .flatMap((words) => words.split(' '))
    .filter((word) => !SHARED.has(word)),
);

/** Takes a lower-case word with its accents. */
export function isForeignWord(word: string): boolean {
  return foreign.has(word);
}
