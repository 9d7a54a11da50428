"""Work on many machines by Dask, and on the cores of this one: the same tasks behind both."""
