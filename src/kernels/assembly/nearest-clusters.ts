import { floatAt, intAt, setInt } from './arrays';

/**
 * The cluster of each row that fits its entries best (George, Merugu 2005): the c with the least Σ (x − t(c, d))² over
 * the entries, d being the cluster of an entry's column, from `columnClusters`, and x from `left`; ties go to the lowest
 * c, and a row without entries to 0. `levels` has t, `rowCount` rows of `columnCount` float64. `sums` gets, for each row
 * and each cluster d, three float64: how many entries of the row are in d, their Σ x and their Σ `values`.
 * Σ (x − t)² is Σ x² + Σ_d (n t² − 2t Σ x), so entries are looked at once. O(entries + rows · rowCount · columnCount).
 */
export function nearestClusters(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  left: usize,
  values: usize,
  columnClusters: usize,
  rowCount: i32,
  columnCount: i32,
  levels: usize,
  chosen: usize,
  sums: usize,
): void {
  const recordBytes = <usize>columnCount * 24;
  for (let row = firstRow; row < lastRow; row++) {
    const record = sums + <usize>row * recordBytes;
    memory.fill(record, 0, recordBytes);
    const end = intAt(starts, row + 1);
    for (let at = intAt(starts, row); at < end; at++) {
      const part = record + <usize>intAt(columnClusters, intAt(indexes, at)) * 24;
      store<f64>(part, load<f64>(part) + 1);
      store<f64>(part, load<f64>(part, 8) + <f64>floatAt(left, at), 8);
      store<f64>(part, load<f64>(part, 16) + <f64>floatAt(values, at), 16);
    }
    let best = 0;
    let least = Infinity;
    for (let cluster = 0; cluster < rowCount; cluster++) {
      let error: f64 = 0;
      for (let other = 0; other < columnCount; other++) {
        const level = load<f64>(levels + ((<usize>(cluster * columnCount + other)) << 3));
        const part = record + <usize>other * 24;
        error += level * (load<f64>(part) * level - 2 * load<f64>(part, 8));
      }
      if (error < least) {
        least = error;
        best = cluster;
      }
    }
    setInt(chosen, row, best);
  }
}
