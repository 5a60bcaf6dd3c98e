/**
 * Runs in the page before its own scripts: `rolledAndDrawn` collects, for each turn of the wheel, the milliseconds until the
 * frame that it asked for was drawn. A frame that was not there before is developed (putImageData) and then laid on the canvas
 * of the viewport (drawImage); the time is taken when the browser is through with that, in the task after the next paint.
 */
(() => {
  const taken = [];
  let rolled = [];
  let developed = false;
  addEventListener('wheel', (event) => rolled.push(event.timeStamp), { capture: true, passive: true });
  const { putImageData, drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...given) {
    if (this.canvas.width > 100) developed = true;
    return putImageData.apply(this, given);
  };
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    drawImage.apply(this, given);
    if (!developed || !this.canvas.closest('.viewport')) return;
    developed = false;
    const now = rolled;
    rolled = [];
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => taken.push(...now.map((at) => performance.now() - at));
    port1.postMessage(null);
  };
  globalThis.rolledAndDrawn = () => {
    rolled = [];
    return taken.splice(0);
  };
})();
