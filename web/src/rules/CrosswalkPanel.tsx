import { crosswalkWanted } from '../case/crosswalk';
import { Choice } from '../shared/Choice';

/** The crosswalk is made at Share, when it is known what leaves; here it is asked for. */
export function CrosswalkPanel() {
  const wanted = crosswalkWanted.value;
  return (
    <section class="rules-part rules-wide" aria-label="Crosswalk">
      <h3>The way back</h3>
      <Choice
        title="At the end also make a sealed crosswalk"
        checked={wanted}
        onChange={() => {
          crosswalkWanted.value = !wanted;
        }}
      >
        <span>It says who is behind each pseudonym, encrypted with a passphrase that you choose at Share, in a file apart from the case.</span>
        <span class="option-risk">
          <b>Risk:</b> with it the case is no longer anonymous. Without it and with a random key nobody can go back, you included.
        </span>
      </Choice>
    </section>
  );
}
