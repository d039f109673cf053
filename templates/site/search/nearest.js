// What a reader may have meant by a word that is nowhere: the word of the register that is most like it.

const SHORTEST = 4;

/** For each of the words the most like it in these blocks, of several the most frequent; undefined where none is. */
export function nearestTo(words, blocks) {
  const numbers = new Map();
  for (const { sorted, having } of blocks) sorted.forEach((word, at) => numbers.set(word, (numbers.get(word) ?? 0) + having[at].length));
  return words.map((word) => (word.length < SHORTEST || /[0-9£]/.test(word) ? undefined : nearest(word, numbers)));
}

function nearest(word, numbers) {
  let best = { distance: word.length < 6 ? 1 : 2, number: 0 };
  for (const [other, number] of numbers) {
    if (other[0] !== word[0] || Math.abs(other.length - word.length) > best.distance || /[0-9]/.test(other)) continue;
    const distance = distanceOf(word, other);
    if (distance < best.distance || (distance === best.distance && number > best.number)) best = { other, distance, number };
  }
  return best.other;
}

/** How many letters have to be changed, put in, taken out or exchanged with the next to make one word the other. */
function distanceOf(one, other) {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      const isTurned = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isTurned) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[one.length][other.length];
}
