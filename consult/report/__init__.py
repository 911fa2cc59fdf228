"""Results to blocks to a page that can be read, printed and checked."""
