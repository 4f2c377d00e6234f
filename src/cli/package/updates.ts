import { json } from '../export/given.ts';
import { xml } from '../export/xml.ts';

/** One version of the extension, as browsers are told of it. */
export interface Release {
  /** The extension's id, in Chromium or in Firefox. */
  id: string;
  version: string;
  /** Where it is fetched. */
  address: string;
  /** The oldest version of the browser that runs it. */
  since: string;
}

/** What Chromium and Edge ask for when they look for a newer version: an answer of Omaha's, as a file. */
export const updatesXml = ({ id, version, address, since }: Release): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${xml(id)}">
    <updatecheck codebase="${xml(address)}" version="${xml(version)}" prodversionmin="${xml(since)}"/>
  </app>
</gupdate>
`;

/** The same for Firefox. */
export const updatesJson = ({ id, version, address, since }: Release): string =>
  json({
    addons: {
      [id]: {
        updates: [
          {
            version,
            update_link: address,
            applications: { gecko: { strict_min_version: since } },
          },
        ],
      },
    },
  });
