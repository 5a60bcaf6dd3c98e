import './bars.css';
import { Fragment } from 'preact';
import { Button, IconButton } from '../../shared/Button';
import { title, type Action } from '../actions/action';
import { TOOLBAR } from '../actions';
import { leaveOutImage } from '../actions/series';
import { currentPresets } from '../actions/view';
import { cannotRedact } from '../shapes/edit';
import { scope, setDisplay, shownItem, tool, type Scope } from '../state';

function ActionButton({ action }: { action: Action }) {
  return (
    <IconButton
      icon={action.icon!}
      label={action.label}
      title={title(action)}
      pressed={action.pressed?.()}
      disabled={!(action.enabled?.() ?? true)}
      onClick={action.run}
    />
  );
}

/** What a new redaction holds for. */
function ScopeChoice() {
  const frames = shownItem.value?.instance?.image?.frames ?? 1;
  return (
    <label class="choice">
      Apply to
      <select
        class="field"
        value={scope.value}
        onChange={(event) => {
          scope.value = event.currentTarget.value as Scope;
        }}
      >
        {frames > 1 && <option value="frame">This frame</option>}
        <option value="frames">{frames > 1 ? `All ${frames} frames` : 'This image'}</option>
        <option value="series">Whole series</option>
      </select>
    </label>
  );
}

function PresetChoice() {
  return (
    <label class="choice">
      <span class="hidden-text">Window</span>
      <select
        class="field"
        value=""
        onChange={(event) => {
          const preset = currentPresets()[Number(event.currentTarget.value)];
          event.currentTarget.value = '';
          if (preset) setDisplay({ voi: preset.voi });
        }}
      >
        <option value="" disabled>
          Window…
        </option>
        {currentPresets().map((preset, index) => (
          <option key={preset.name} value={index}>
            {index + 1} {preset.name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Toolbar() {
  const redacting = tool.value === 'redact';
  const problem = cannotRedact.value;
  const out = shownItem.value?.leftOut ?? false;
  return (
    <div class="toolbar" role="toolbar" aria-label="Image tools">
      {TOOLBAR.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && <span class="toolbar-line" aria-hidden="true" />}
          {group.map((action) => (
            <ActionButton key={action.name} action={action} />
          ))}
        </Fragment>
      ))}
      <PresetChoice />
      <span class="toolbar-end">
        {redacting && problem !== null && <span class="warn-text">{problem}</span>}
        {redacting && problem === null && <ScopeChoice />}
        {!redacting && (
          <Button kind="quiet" icon={out ? 'eye' : 'eye-off'} onClick={leaveOutImage.run} title={title(leaveOutImage)}>
            <span>{out ? 'Take this image in' : 'Leave this image out'}</span>
          </Button>
        )}
      </span>
    </div>
  );
}
