/** Remarks on a search: expected, so they are data and no errors. */

export type Notice =
  | {
      readonly kind: 'SpellCorrectionNotice';
      readonly code: 'SPELL_CORRECTED';
      readonly message: string;
      readonly originalText: string;
      readonly correctedText: string;
    }
  | {
      readonly kind: 'UnsupportedQueryNotice';
      readonly code: 'PART_IGNORED' | 'LANGUAGE_UNSUPPORTED';
      readonly message: string;
      readonly ignoredText: string | null;
    }
  | {
      readonly kind: 'RefusalNotice';
      readonly code: 'REFUSED';
      readonly message: string;
      /** Of the safety policy, for example contact-data. */
      readonly rule: string;
      readonly alternatives: readonly string[];
    }
  | {
      readonly kind: 'BroadenedNotice';
      readonly code: 'BROADENED';
      readonly message: string;
      /** 1-based, of the first result that does not meet all that was asked. */
      readonly fromPosition: number;
    }
  | {
      readonly kind: 'DuplicatesFoldedNotice';
      readonly code: 'DUPLICATES_FOLDED';
      readonly message: string;
      readonly foldedCount: number;
    };
