import './bars.css';
import { Fragment } from 'preact';
import { Button, IconButton } from '../../shared/Button';
import { title, type Action } from '../actions/action';
import { TOOLBAR } from '../actions';
import { leaveOutImage } from '../actions/series';
import { currentPresets } from '../actions/view';
import { cannotRedact } from '../shapes/edit';
import { setDisplay, shownItem, tool } from '../state';

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
        {!(redacting && problem !== null) && (
          <Button kind="quiet" icon={out ? 'eye' : 'eye-off'} onClick={leaveOutImage.run} title={title(leaveOutImage)}>
            <span>{out ? 'Take this image in' : 'Leave this image out'}</span>
          </Button>
        )}
      </span>
    </div>
  );
}
