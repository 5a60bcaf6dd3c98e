/** Every key and every gesture, from the lists by which they work. */
import './help.css';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import { say } from '../../words';
import { SECTIONS } from '../actions';
import { keyWords } from '../actions/action';
import { helping } from '../actions/help';
import { GESTURES } from '../view/gestures/list';

export function HelpDialog() {
  if (!helping.value) return null;
  const close = () => {
    helping.value = false;
  };
  return (
    <Dialog title={say('action-help')} wide onClose={close}>
      <div class="help" tabIndex={-1} data-focus>
        <section>
          <h3>{say('help-mouse')}</h3>
          <dl>
            {GESTURES.map(({ name, how, does }) => (
              <div key={name} data-gesture={name}>
                <dt>{say(does)}</dt>
                <dd>{say(how)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {SECTIONS.map(({ title, actions }) => (
          <section key={title}>
            <h3>{say(title)}</h3>
            <dl>
              {actions.map(({ name, label, keys }) => (
                <div key={name} data-action={name} data-keys={keys.join(' ')}>
                  <dt>{say(label)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{keyWords(key)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="dialog-actions">
        <Button kind="primary" onClick={close}>
          {say('close')}
        </Button>
      </div>
    </Dialog>
  );
}
