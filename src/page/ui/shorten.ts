/** Words to be quoted: a long stretch keeps its beginning. */
export const shorten = (words: string) => (words.length > 60 ? `${words.slice(0, 57)}…` : words);
