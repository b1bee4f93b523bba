"""Where scripts that earlier versions wrote import their pictures from."""

from scenekit.pictures import BarChart, Comparison, Flow, Formula, KeyPhrases, SectionTitle, Statement

__all__ = ["BarChart", "Comparison", "Flow", "Formula", "KeyPhrases", "SectionTitle", "Statement"]
