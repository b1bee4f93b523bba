"""Reads models' answers of any form as sections and beats. Pure."""
