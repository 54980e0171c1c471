"""Pages of coding: the workbench and the codebook."""
