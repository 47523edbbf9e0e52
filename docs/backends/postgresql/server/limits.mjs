// How much one request and one address may ask for.
import { require } from './modules.mjs';
import { settings } from './settings.mjs';

const { parse, Kind } = require('graphql');

const TOKENS = 4000;
/** What the app asks for is 3 deep; introspection 14. */
const DEPTH = 5, INTROSPECTION = 15;
/** Fields at the top, each of which asks the database; fields, spreads and fragments in all, those of a fragment each time. */
const AT_THE_TOP = 10, FIELDS = 2000;
/** Operations and fragments; introspection has 4. */
const DEFINITIONS = 50;

/**
 * What stands at the top of the operation that is meant, and whether it changes something; `fault` says what is too much
 * about it. What cannot be read throws a GraphQLError.
 */
export function measured(source, operationName) {
  const document = parse(source, { maxTokens: TOKENS, noLocation: true });
  const names = [];
  const no = (fault) => ({ names, changes: false, fault });
  if (document.definitions.length > DEFINITIONS) return no('too many fragments');
  const fragments = new Map();
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }
  let fields = 0;
  const within = new Set();
  const walk = (selections, depth, most) => {
    for (const one of selections) {
      // Whatever it is: a spread of nothing but spreads costs as much.
      if ((fields += 1) > FIELDS) return 'too many fields';
      let faulty = null;
      if (one.kind === Kind.FIELD) {
        if (depth === 1) names.push(one.name.value);
        if (names.length > AT_THE_TOP) return 'too much at once';
        if (depth > most) return 'nested too deep';
        const bound = depth === 1 && one.name.value.startsWith('__') ? INTROSPECTION : most;
        if (one.selectionSet) faulty = walk(one.selectionSet.selections, depth + 1, bound);
      } else if (one.kind === Kind.INLINE_FRAGMENT) {
        faulty = walk(one.selectionSet.selections, depth, most);
      } else {
        const name = one.name.value, fragment = fragments.get(name);
        if (within.has(name)) return 'a fragment of itself';
        within.add(name);
        if (fragment) faulty = walk(fragment.selectionSet.selections, depth, most);
        within.delete(name);
      }
      if (faulty) return faulty;
    }
    return null;
  };
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const meant = operationName ? operations.find((one) => one.name?.value === operationName) : operations[0];
  if (!meant || (operations.length > 1 && !operationName)) return no('which operation?');
  if (meant.operation === 'subscription') return no('there is nothing to subscribe to');
  const fault = walk(meant.selectionSet.selections, 1, DEPTH);
  return { names, changes: meant.operation === 'mutation', fault };
}

/** Counts what an address does within a span of time; `false` when it is too much. */
export class Meter {
  #most; #span; #counts = new Map(); #until = 0;

  constructor(most, seconds) {
    this.#most = most;
    this.#span = seconds * 1000;
  }

  take(address) {
    const now = Date.now();
    if (now >= this.#until) {
      this.#counts.clear();
      this.#until = now + this.#span;
    }
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    return count <= this.#most;
  }
}

export const requests = new Meter(settings.requests, 10);
export const tries = new Meter(settings.tries, 60);
export const codes = new Meter(settings.codes, 60);
