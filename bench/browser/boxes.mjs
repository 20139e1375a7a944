// Where the boxes of numbers lie on the pictures of an audit page that is open: run inside the page.
//
// A box lies on its number when the number's ink fills it: there is ink, it reaches from near the left edge to near the
// right one, and it is as high as digits are in their line.

// How far from an edge ink may begin, as a part of the box's height: a digit and the space beside it.
const BESIDE = 0.5;
// How high digits are at least, as a part of the box's height.
const HIGH = 0.35;
// Darker than this is ink.
const DARK = 150;

export async function measured(page) {
  return page.evaluate(async ({ BESIDE, HIGH, DARK }) => {
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
      const whole = paper.body.getBoundingClientRect();
      for (const box of paper.body.querySelectorAll(".box")) {
        const fact = byPlace.get(box.dataset.at);
        if (!fact) continue;
        found.numbers += 1;
        const area = box.getBoundingClientRect();
        const scale = canvas.width / whole.width;
        const [left, top] = [(area.left - whole.left) * scale, (area.top - whole.top) * scale].map(Math.floor);
        const [wide, high] = [Math.ceil(area.width * scale) + 1, Math.ceil(area.height * scale) + 1];
        const { data } = context.getImageData(left, top, wide, high);
        const dark = (x, y) => data[(y * wide + x) * 4] < DARK;
        const columns = [...Array(wide).keys()].filter((x) => [...Array(high).keys()].some((y) => dark(x, y)));
        const rows = [...Array(high).keys()].filter((y) => [...Array(wide).keys()].some((x) => dark(x, y)));
        const beside = BESIDE * high + 1;
        const fills = columns.length && columns[0] <= beside && columns[columns.length - 1] >= wide - 1 - beside && rows[rows.length - 1] - rows[0] + 1 >= HIGH * high;
        if (fills) found.onInk += 1; else found.off.push({ page: number, at: box.dataset.at, value: fact.value, ink: [columns[0], columns[columns.length - 1], wide, rows[0], rows[rows.length - 1], high] });
      }
    }
    return found;
  }, { BESIDE, HIGH, DARK });
}
