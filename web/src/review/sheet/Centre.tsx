/** What stands in the place of the images. */
import { Viewer } from '../view/Viewer';
import { mode } from './mode';
import { Projection } from './Projection';
import { Sheet } from './Sheet';

export function Centre() {
  switch (mode.value) {
    case 'sheet':
      return <Sheet />;
    case 'projection':
      return <Projection />;
    default:
      return <Viewer />;
  }
}
