// Where the boxes of numbers lie on the pictures of an audit page that is open: run inside the page.
//
// A box lies on its number when the number's ink fills it: from edge to edge, in the middle of its height, as high as
// digits are, and no line of a table runs through it. A box that is off by a third of its height is found so, one that
// lies on another row's number is not.

const BOUNDS = {
  // How far from the left and right edges ink may begin, in heights of the box: less than a digit is wide.
  beside: 0.35,
  // How far the ink's middle may be from that of the box.
  middle: 0.2,
  // How high digits are at least in the line that they stand in.
  high: 0.5,
  // Darker than this is ink: thin strokes of small digits are grey.
  dark: 200,
  // A box that is wider, in its heights a character, is that of a text in which the number stands, as in 〔2019年度〕: the
  // text's ink is in it, and begins where it likes.
  widest: 0.65,
};

export async function measured(page) {
  return page.evaluate(async (bounds) => {
    sheets.forEach((sheet) => draw(sheet.page));
    await Promise.all([...document.querySelectorAll(".paper img")].map((image) => image.decode()));
    const found = { numbers: 0, onInk: 0, laidOver: 0, off: [] };
    for (const [number, paper] of papers) {
      const image = paper.body.querySelector("img");
      if (!image || paper.sheet.texts) {
        // The text of such a page is laid over it by the browser: there is no ink to compare with.
        found.laidOver += numbers.filter(({ at }) => at[0] === number).length;
        continue;
      }
      const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      const whole = paper.body.getBoundingClientRect(), scale = canvas.width / whole.width;
      for (const box of paper.body.querySelectorAll(".box")) {
        const fact = byPlace.get(box.dataset.at);
        // Cells of other tables are kept as texts; of those only numbers.
        if (!fact || !/^-?[\d,.]+%?$/.test(fact.value)) continue;
        found.numbers += 1;
        const area = box.getBoundingClientRect();
        const [left, top] = [(area.left - whole.left) * scale, (area.top - whole.top) * scale];
        const [wide, high] = [area.width * scale, area.height * scale];
        // Whole pixels that the box touches.
        const [x, y] = [Math.floor(left), Math.floor(top)];
        const [columns, rows] = [Math.ceil(left + wide) - x, Math.ceil(top + high) - y];
        const { data } = context.getImageData(x, y, columns, rows);
        const ink = { x0: columns, x1: -1, y0: rows, y1: -1 }, inColumn = Array(columns).fill(0), inRow = Array(rows).fill(0);
        for (let at = 0; at < columns * rows; at += 1) {
          if (data[at * 4] >= bounds.dark) continue;
          const [column, row] = [at % columns, Math.floor(at / columns)];
          inColumn[column] += 1; inRow[row] += 1;
          ink.x0 = Math.min(ink.x0, column); ink.x1 = Math.max(ink.x1, column);
          ink.y0 = Math.min(ink.y0, row); ink.y1 = Math.max(ink.y1, row);
        }
        const before = (x + ink.x0 - left) / high, after = (left + wide - x - ink.x1 - 1) / high;
        const middle = ((y + (ink.y0 + ink.y1 + 1) / 2) - (top + high / 2)) / high, height = (ink.y1 - ink.y0 + 1) / high;
        // A line of the table runs through no number.
        const isCrossed = inColumn.some((count) => count >= rows) || inRow.some((count) => count >= columns);
        // As it is printed at most, with commas between thousands.
        const printed = fact.value.length + Math.floor((fact.value.split(".")[0].length - 1) / 3);
        const isInText = area.width > printed * bounds.widest * area.height;
        const fills = ink.x1 >= 0 && (isInText || (!isCrossed && Math.max(before, after) <= bounds.beside && Math.abs(middle) <= bounds.middle && height >= bounds.high));
        if (fills) found.onInk += 1; else found.off.push({ page: number, at: box.dataset.at, value: fact.value, ink: [before, after, middle, height].map((part) => part.toFixed(2)) });
      }
    }
    return found;
  }, BOUNDS);
}
