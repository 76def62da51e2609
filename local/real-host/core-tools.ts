import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names that Azure Functions Core Tools have, by system. */
const NAMES = process.platform === 'win32' ? ['func.exe', 'func.cmd'] : ['func'];

/** Where `func` is on the PATH; nothing when it is not. */
export function coreTools(path = process.env.PATH ?? ''): string | undefined {
  const places = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
