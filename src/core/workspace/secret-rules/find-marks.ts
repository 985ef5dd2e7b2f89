/** Calls `onMark` for each place where one of the marks begins, from left to right. */
export type FindMarks = (text: string, onMark: (mark: number, start: number) => void) => void;

/**
 * Pairs of characters of source code, folded, from the most frequent one on: counted in six repositories of six
 * languages. A window that ends in one of the first is met everywhere.
 */
const frequentPairs = [
  'erreonine testesthorseattien tcoetanntdet meles riheioasta a sallingisn aritedr trrasstons c icependgeex',
  'prroamicrtd ea oecctlaneurpa rutpomattveapmpac fha elllofielnancchbeomsiod// nunouue piladvaim lulno bs.',
  ' mca dspotclplfoqudirstysohoy emtsieabrrtuusfahiblrg uocidlu.ct(f  we(tpckopewole.rno ephteqptagdaef.sif',
  'pppil /*g  hsabultc xtubypgitcs:nut.sua moniofwikepufrps*/lsigosg. vireescryrcooshxp/ iaupmi.aivs(h ddai',
  'banndoldaunf--(tr.ruow.g)rua*ir(ob.icruirv g)pe,egoiwow t)ark:/m e* -n(umewagrviebe)vopyizcu /ovs)hubo',
  'xcweb.zebye"ayibs,rmevt,fu.pavk..tds(srdd.gf.mci js/jeoan.(cgu(hk d(t*)//pnklyfee:shrdlgot)ms)tnv/fdbm/',
  '->ucbjogcs.rokipmurlytskiwrtlbi',
].join('');

/** The place of a pair among the frequent ones; rare ones come after all of these. */
const rankOfPair = new Map<string, number>();
for (let at = 0; at < frequentPairs.length; at += 2) rankOfPair.set(frequentPairs.slice(at, at + 2), at);

/** Characters of each mark that the search looks at; a mark has at least so many. */
const windowLength = 3;

/** Case of letters aside: 32 is the bit that upper and lower case differ in. */
const fold = (code: number) => code | 32;

const pairKey = (first: number, second: number) => ((first & 0xff) << 8) | (second & 0xff);

/**
 * Looks for many literal marks at once, in any case of their letters: the algorithm of Wu and Manber ("A fast algorithm
 * for multi-pattern searching", 1994) with blocks of two characters. Most characters of a text are skipped or looked
 * at once, however many marks there are, which a regular expression of as many alternatives cannot do. Letters of marks
 * are lower case.
 */
export function createMarkFinder(marks: readonly string[]): FindMarks {
  const folded = marks.map((mark) => Array.from(mark, (character) => fold(character.charCodeAt(0))));
  const windowStarts = marks.map(rarestWindow);
  // How far the search may go on from a pair of characters; 0: a window may end here.
  const shifts = new Uint8Array(1 << 16).fill(windowLength - 1);
  const bucketOfPair = new Uint16Array(1 << 16);
  const buckets: { readonly mark: number; readonly first: number; readonly before: number }[][] = [[]];
  for (const [mark, codes] of folded.entries()) {
    const [first, second, third] = codes.slice(windowStarts[mark]) as [number, number, number];
    const middle = pairKey(first, second);
    shifts[middle] = Math.min(shifts[middle] as number, 1);
    const last = pairKey(second, third);
    shifts[last] = 0;
    if (bucketOfPair[last] === 0) bucketOfPair[last] = buckets.push([]) - 1;
    const before = windowLength - 1 + (windowStarts[mark] as number);
    buckets[bucketOfPair[last] as number]?.push({ mark, first, before });
  }
  return (text, onMark) => {
    let at = windowLength - 1;
    while (at < text.length) {
      const pair = pairKey(fold(text.charCodeAt(at - 1)), fold(text.charCodeAt(at)));
      const shift = shifts[pair] as number;
      if (shift === 0) {
        const first = fold(text.charCodeAt(at - (windowLength - 1)));
        for (const candidate of buckets[bucketOfPair[pair] as number] as (typeof buckets)[number]) {
          if (candidate.first !== first) continue;
          const start = at - candidate.before;
          if (standsAt(text, start, folded[candidate.mark] as readonly number[]))
            onMark(candidate.mark, start);
        }
        at++;
      } else {
        at += shift;
      }
    }
  };
}

function standsAt(text: string, start: number, codes: readonly number[]): boolean {
  if (start < 0 || start + codes.length > text.length) return false;
  for (let at = 0; at < codes.length; at++) {
    if (fold(text.charCodeAt(start + at)) !== codes[at]) return false;
  }
  return true;
}

/** Where in a mark the characters begin that the search looks at: those whose last two are the rarest. */
function rarestWindow(mark: string): number {
  if (mark.length < windowLength) throw new RangeError(`mark '${mark}' is too short`);
  const folded = Array.from(mark, (character) => String.fromCharCode(fold(character.charCodeAt(0)))).join('');
  let best = { start: 0, rank: -1 };
  for (let start = 0; start + windowLength <= mark.length; start++) {
    const pair = folded.slice(start + 1, start + windowLength);
    const rank = rankOfPair.get(pair) ?? frequentPairs.length;
    if (rank > best.rank) best = { start, rank };
  }
  return best.start;
}
