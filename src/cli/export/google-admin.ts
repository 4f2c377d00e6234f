import { type Export, json } from './given.ts';

/** What "Policy for extensions" of an app takes in Google's admin console: every value in a box. */
export const googleAdmin: Export = ({ values }) => [
  {
    name: 'saklig-google-admin.json',
    content: json(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { Value: value }])),
    ),
  },
];
