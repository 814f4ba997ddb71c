/** The safety policy as data: what is refused, by which name, with examples, and what is possible instead. */

export interface SafetyClass {
  /** Name of the rule as clients see it. */
  readonly rule: string;
  readonly action: 'REFUSE';
  /** Says what is refused; the alternatives follow it. */
  readonly message: string;
  readonly alternatives: readonly string[];
  /** What nobody means well, in words that leave no doubt: refused whatever the model says, unless the text names work against it. */
  readonly patterns: readonly RegExp[];
  /** Texts that break the rule. */
  readonly refused: readonly string[];
  /** Lawful texts near in words. */
  readonly searched: readonly string[];
}

interface ContactWords {
  /** Ways to reach somebody: they ask for contact data where the text names a person. */
  readonly ways: RegExp;
  /** Data that a person is reached by: they ask for it beside people of any kind. */
  readonly details: RegExp;
  /** All that may stand before details that are asked for. */
  readonly asking: RegExp;
  /** All that may stand between people and what they are reached by. */
  readonly between: RegExp;
  readonly people: RegExp;
}

interface SafetyPolicy {
  /** Goes up with every change of a class, a threshold or an order. */
  readonly version: number;
  readonly refuseFrom: number;
  readonly refuseLawfulFrom: number;
  readonly refuseForeignFrom: number;
  readonly lawful: readonly RegExp[];
  readonly against: RegExp;
  /** What asks for the rule of contact data, beside its patterns. */
  readonly contact: ContactWords;
  readonly classes: readonly SafetyClass[];
  readonly orders: readonly RegExp[];
}

const SEARCHES = ['Search for a role, a skill, an employer or a place', 'Describe the experience that the work needs'];

/** Somebody of this trade is asked for: before another noun the words name a film, a whale or an investigation. */
const wanted = (trade: string): RegExp =>
  new RegExp(
    String.raw`\b(?:hire|hiring|find|need|want|recruit|pay|become|looking for|work as|be) (?:me |us )?(?:an? |the |some )?(?:\w+ )?${trade}(?=\s*(?:[,.;!?]|$|(?:for|to|who|with|against|in|near|now|wanted)\b))|\b${trade} (?:wanted|needed|required)\b`,
    'iu',
  );

const CLASSES: readonly SafetyClass[] = [
  {
    rule: 'contact-data',
    action: 'REFUSE',
    message: 'This service does not help with private contact data, addresses or family matters of a person',
    alternatives: ['Search for the person by name, role or employer', 'Write to a member through this service'],
    patterns: [
      /\b(?:home|private|personal) (?:address|phone|number|mobile|e-?mail)\b.{0,40}\b(?:of|for)\b.{0,40}\b(?:this|that|every|each|all|her|his|my|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)/iu,
      /\bwhere (?:does|do) .{2,40} live\b.{0,20}(?:street|house|address|exactly|\bnumber\b)/iu,
    ],
    refused: ['private phone number of every nurse', 'where does my manager live, street and house number'],
    searched: ['address verification clerk', 'private client banker'],
  },
  {
    rule: 'harassment',
    action: 'REFUSE',
    message: 'This service does not help with finding a person against their will, or acting against them',
    alternatives: [
      'Search for people by role, skill or employer',
      'Turn to a mediator, a lawyer or the police with a conflict',
    ],
    patterns: [/\b(?:stalk|follow|find|track down|spy on) my ex[- ]?(?:wife|husband|girlfriend|boyfriend|partner)\b/iu],
    refused: ['find my ex girlfriend so that I can wait outside her office', 'follow my ex wife to work every day'],
    searched: ['follow-up clinic coordinator', 'support worker for victims of harassment'],
  },
  {
    rule: 'discrimination',
    action: 'REFUSE',
    message:
      'This service does not help with choosing or guessing by sex, age, origin, religion, health or another protected trait',
    alternatives: ['Search by skill, experience, language or certificate', 'Describe what the work needs'],
    patterns: [
      /\b(?:no|not|exclude|without|but no) (?:blacks|jews?|muslims?|gays?|pregnant women|women|foreigners)\b(?!['’])/iu,
    ],
    refused: ['drivers but no muslims', 'electricians, no women'],
    searched: ["women's refuge manager", 'coach for the under nines'],
  },
  {
    rule: 'bulk-data',
    action: 'REFUSE',
    message: 'This service does not help with collecting personal data in bulk',
    alternatives: ['Search for the people you want to hire', 'Save a search and read its results here'],
    patterns: [
      /\b(?:scrape|dump|export|harvest|download)\b.{0,30}\b(?:all|every|each|whole)\b.{0,30}\b(?:profiles?|members?|e-?mails?|users?)\b/iu,
    ],
    refused: ['scrape all profiles with their e-mails into a spreadsheet', 'download every member of the database'],
    searched: ['data engineer for web scraping', 'bulk mail operator'],
  },
  {
    rule: 'illegal-work',
    action: 'REFUSE',
    message: 'This service does not help with work that breaks the law',
    alternatives: SEARCHES,
    patterns: [
      wanted('money mules?'),
      /\b(?:sell|selling|smuggle|smuggling|deliver|delivering) (?:cocaine|heroin|stolen goods|stolen cars)\b/iu,
    ],
    refused: ['money mule wanted, quick cash', 'courier to smuggle cocaine across the border'],
    searched: ['drug safety associate', 'customs officer against smuggling'],
  },
  {
    rule: 'exploitation',
    action: 'REFUSE',
    message: 'This service does not help with work without fair pay, papers or freedom',
    alternatives: ['Search for people by role and offer them lawful terms', ...SEARCHES.slice(0, 1)],
    patterns: [
      /\b(?:keep|take|hold) their passports\b/iu,
      /\b(?:below|under|less than) (?:the )?minimum wage\b.{0,40}\b(?:illegals?|undocumented|no papers)\b/iu,
    ],
    refused: [
      'maids from abroad, we keep their passports',
      'pickers paid under the minimum wage, undocumented so they cannot complain',
    ],
    searched: ['minimum wage compliance officer', 'passport control officer'],
  },
  {
    rule: 'fake-credentials',
    action: 'REFUSE',
    message: 'This service does not help with false papers, references or identities',
    alternatives: ['Search for courses, traineeships or entry level roles', ...SEARCHES.slice(0, 1)],
    patterns: [
      /\b(?:buy|sell|get|make|want|need|provide)(?: me| us)? (?:a |some )?(?:fake|forged|false) (?:\w+ )?(?:degree|diploma|licen[cs]e|certificate|reference|passport)s?\b/iu,
      /\bforge (?:a |an |my |the |some )?(?:\w+ )?(?:degree|diploma|licen[cs]e|certificate|reference|passport)s?\b/iu,
    ],
    refused: ['someone to forge a nursing diploma for me', 'buy a fake degree so I can be a teacher'],
    searched: ['fraud examiner for forged documents', 'credentialing specialist'],
  },
  {
    rule: 'sabotage',
    action: 'REFUSE',
    message: 'This service does not help with harming an employer or taking its secrets',
    alternatives: SEARCHES,
    patterns: [
      /\b(?:steal|leak|sell)\b.{0,30}\b(?:trade secrets|customer list|source code|client list)\b/iu,
      /\bdelete\b.{0,30}\b(?:servers?|databases?|backups?)\b.{0,40}\b(?:revenge|boss|fired)\b/iu,
    ],
    refused: [
      'someone inside a rival firm who will steal their customer list',
      'delete the servers of my old boss in revenge',
    ],
    searched: ['trade secrets lawyer', 'server decommissioning technician'],
  },
  {
    rule: 'violence',
    action: 'REFUSE',
    message: 'This service does not help with threats or violence',
    alternatives: SEARCHES,
    patterns: [
      wanted('(?:hit ?m[ae]n|contract killers?)'),
      /\b(?:beat up|hurt|kill|threaten)\b.{0,20}\b(?:my|a|the|our) (?:\w+ )?(?:boss|witness|neighbou?r|wife|husband|coworker|colleague)\b/iu,
    ],
    refused: ['hire a hitman', 'someone to beat up my boss'],
    searched: ['domestic violence counsellor', 'weed killer sales representative'],
  },
];

/** Closed lists: the networks are those that most people have an account at. */
const CONTACT: ContactWords = {
  ways: /\b(?:contact(?:ing)?|(?:reach(?:ing)?|call(?:ing)?|ring|text(?:ing)?|messag(?:e|ing)|dm)(?= \S)|(?:get|be) in touch|get hold of|get through to|e-?mails?(?:ing)?|(?:phone|mobile|cell|cellphone|telephone|tel)s?|numbers?|address(?:es)?|whatsapp|telegram|viber|messenger|linkedin|facebook|instagram|tiktok|twitter|snapchat|skype|socials|social media)\b/giu,
  details:
    /\b(?:contact (?:details?|info|informations?|data|numbers?)|(?:phone|mobile|cell|cellphone|telephone|tel|whatsapp|direct)(?: phone)? (?:numbers?|nos?)|e-?mail (?:address(?:es)?|ids?|lists?)|(?:home|private|personal|street|postal) (?:address(?:es)?|e-?mails?|phones?|numbers?|mobiles?)|(?:e-?mails?|mobiles?|whatsapps?|linkedins?)(?= of\b))\b/giu,
  asking:
    /^(?:(?:can|could|you|please|find|get|give|show|send|tell|list|search|need|want|looking|for|i|me|us|the|a|an|all|any|some|of|what|what['’]?s|is|are|where|who|has|have|with|private|personal|direct|verified|full)\s+)*$/iu,
  between:
    /^(?:['’]s?)?(?:\s+(?:with|and|their|his|her|private|personal|direct|verified|in|at|from|\p{Lu}[\p{L}-]+))*\s*$/u,
  people:
    /\b(?:people|persons?|someone|somebody|everyone|staff|employees?|members?|candidates?|applicants?|managers?|owners?|recruiters?|freelancers?|workers?)\b/giu,
};

/** Animals and plants that are hunted, farmed or controlled in English-speaking countries; written by hand, the plural by "s" or here. */
const ANIMALS =
  '(?:deer|stag|elk|game|fox(?:es)?|rabbit|hare|pigeon|crow|bird|duck|pheasant|rat|mouse|mice|rodent|mole|squirrel|mink|possum|badger|boar|pig|bear|coyote|kangaroo|cat|snake|fish|salmon|carp|cattle|sheep|poultry|chicken|wasp|insect|bug|cockroach(?:es)?|termite|ant|pest|vermin|weed)';
/** What is done to them that would be harm to a person, with its doers. */
const HUNTING = '(?:stalk|hunt|shoot|kill|cull|trap|catch|poison|slaughter|exterminat)(?:p?ers?|ors?|p?ing|s|es)?';

/** What somebody who looks for a first job has not: of nobody else is anything said. */
const PRACTICE =
  '(?:experience|qualifications?|degrees?|diplomas?|gcses?|exams?|training|skills?|references?|work history|worked (?:before|yet|anywhere|for (?:\\w+ )?years)|done (?:this|it|that) before|had a job)';

export const SAFETY_POLICY: SafetyPolicy = {
  version: 5,
  /**
   * The lowest of .05, .1, .15 … at which models of half of the training data refuse one in a hundred (6 of 580) of the lawful
   * queries of the shared files that they have not seen; .0154 of 5,383 ordinary queries, ours among them. Of the unsafe test
   * inputs the model that serves then finds .950, and it refuses .092 of their lawful look-alikes (training/LOG.md).
   */
  refuseFrom: 0.25,
  /** Surer than this of the text as it stands, the model is believed, whatever lawful work the text names. */
  refuseLawfulFrom: 0.95,
  /** Models are taught English: of 100 lawful texts in other languages one is read as .92 unsafe, the others below .7. */
  refuseForeignFrom: 0.95,
  /** What is work or a want of practice in words that the model hears as harm: it judges the text with "work" in their place. */
  lawful: [
    new RegExp(
      String.raw`\b(?:${ANIMALS}s? ${HUNTING}|${HUNTING} (?:the |wild |feral |invasive )?${ANIMALS}s?)\b`,
      'giu',
    ),
    /\bkill(?:ing)?(?= (?:floor|line|room|hall|chain|plant|shed|deck|area|team|crew|shift)\b)/giu,
    /\b(?:taking|recording|checking|cleaning|updating|verifying|correcting|filing|entering|typing|sorting)(?: down| up| in)?(?: (?:customer|client|guest|patient|caller|supplier)s?['’]?)? (?:contact details|contacts|phone numbers|numbers|e-?mail addresses|addresses)\b/giu,
    new RegExp(
      String.raw`\b(?:never|not|no|without|zero)(?: any| much| prior| previous| formal)? ${PRACTICE}\b`,
      'giu',
    ),
  ],
  /** Work against a harm is told in its words, and so is what somebody has suffered: of such a text the model is asked, where it can be. */
  against:
    /\b(?:anti|prevent|stop|detect|counter|combat|fight|spot|investigat|victim|scam|fraud|advi[cs]e|regret|compliance|novel)\p{L}*/iu,
  contact: CONTACT,
  classes: CLASSES,
  /**
   * Words that address the program instead of describing work: the model does not read them. They name our own words for a
   * reading, or speak as a part of a conversation that there is none of.
   */
  orders: [
    /\b(?:set|change|switch|make|force)\s+(?:your\s+|the\s+)?(?:route|intent|safety|grade|score)\s+(?:to|=|:)\s*\w+(?:\s*(?:,|and)\s*(?:your\s+|the\s+)?(?:route|intent|safety|grade|score)\s+(?:to|=|:)\s*\w+)*/giu,
    /(?<![\p{L}\p{N}])(?:system|assistant|developer)(?: prompt)?\s*:/giu,
    /[{[]\s*"(?:route|intent|safety|grade|score)"\s*:[^}\]]*[}\]]?/giu,
  ],
};
