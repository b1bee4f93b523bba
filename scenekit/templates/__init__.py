"""Picture templates that show a text in its own words. Each stays inside its region."""

from scenekit.templates.bars import BarChart
from scenekit.templates.comparison import Comparison
from scenekit.templates.flow import Flow
from scenekit.templates.formula import Formula
from scenekit.templates.phrases import KeyPhrases
from scenekit.templates.statement import Statement
from scenekit.templates.title import SectionTitle

__all__ = ["BarChart", "Comparison", "Flow", "Formula", "KeyPhrases", "SectionTitle", "Statement"]
