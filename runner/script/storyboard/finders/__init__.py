"""Each module finds one kind of picture in the beats of a section. Pure; when unsure, none is found."""
