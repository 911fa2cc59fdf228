"""The form line by line: for screen readers, braille lines, slow lines and pipes. Nothing here draws on the screen."""
