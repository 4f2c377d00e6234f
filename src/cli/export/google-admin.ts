import { type ByHand, type Export, json } from './given.ts';

/** What "Policy for extensions" of an app takes in Google's admin console: every value in a box. */
export const googleAdmin: Export = ({ values }) => [
  {
    name: 'saklig-google-admin.json',
    content: json(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { Value: value }])),
    ),
  },
];

export const googleAdminByHand: ByHand = ({ id, install }) =>
  `The console installs what is added to it: "Add Chrome app or extension by ID", ${id}, from the custom address ${install}, and then "Force install".`;
