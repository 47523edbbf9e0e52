// Packages out of `node_modules` beside this folder, or out of the folder in LINJU_MODULES.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('..', import.meta.url));
export const require = createRequire(join(process.env.LINJU_MODULES || own, 'package.json'));
