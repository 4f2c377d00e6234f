/**
 * What buttons that save are called, by the word that their name begins with. A word that is lacking
 * costs nothing where the tool sends a form or a request, which are held as well.
 */
export const SAVE_WORDS: readonly string[] = [
  // Swedish
  ...['Spara', 'Skicka', 'Sänd', 'Publicera', 'Lämna in', 'Lägg till', 'Lägg upp', 'Registrera'],
  ...[
    'Rapportera',
    'Bekräfta',
    'Godkänn',
    'Uppdatera',
    'Verkställ',
    'Klar',
    'OK',
    'Svara',
    'Posta',
  ],
  ...['Signera', 'Avsluta och spara', 'Dela', 'Anmäl'],
  // English
  ...[
    'Save',
    'Send',
    'Submit',
    'Publish',
    'Post',
    'Add',
    'Register',
    'Report',
    'Confirm',
    'Approve',
  ],
  ...['Update', 'Apply', 'Done', 'Reply', 'Sign', 'Share', 'Create', 'Hand in'],
];

/** Those of them that send what was written to somebody. */
export const SEND_WORDS: readonly string[] = ['Skicka', 'Sänd', 'Svara', 'Send', 'Reply'];

/** Those that keep it where it was written. */
export const KEEP_WORDS: readonly string[] = ['Spara', 'Save'];
