import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './data.module.css';
import { Preparation } from './Preparation';

/** Opens the preparation of one column beside the list. */
export function PreparationButton({ column }: { column: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="right-start"
      offset={10}
      width={420}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.prepare}
          aria-label={`Preparation of ${column}`}
          aria-expanded={opened}
          title="Scaling, missing values, encoding: before and after"
          data-testid={`prepare-${column}`}
          onClick={() => setOpened(!opened)}
        >
          <IconAdjustmentsHorizontal size={15} stroke={1.7} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.popover}>
        {opened && <Preparation name={column} onClose={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
