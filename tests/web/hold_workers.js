/** While `held` is true, nothing that the page tells its workers arrives: what is shown of work that goes on can be looked at. */
window.held = true;
const waiting = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (...message) {
  if (window.held) waiting.push(() => post.apply(this, message));
  else post.apply(this, message);
};
window.release = () => {
  window.held = false;
  for (const each of waiting.splice(0)) each();
};
