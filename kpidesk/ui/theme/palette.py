"""The palette and the one style sheet, made from the tokens."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QPalette

from kpidesk.ui.theme.tokens import Tokens


def palette_of(tokens: Tokens) -> QPalette:
    """Every role of the palette, so that nothing is left to the platform's own scheme."""
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: tokens.win,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.faint,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.accent_fg,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent_weak,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.border,
        role.Mid: tokens.border2,
        role.Dark: tokens.border2,
        role.Shadow: tokens.border2,
    }
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for name, colour in colours.items():
            palette.setColor(group, name, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for name, colour in colours.items():
        palette.setColor(disabled, name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(disabled, name, QColor(tokens.faint))
    return palette


def style_sheet_of(tokens: Tokens) -> str:
    """What the palette cannot say: radii, borders, and the looks named by the `look` property."""
    return re.sub(r"@(\w+)", lambda match: str(getattr(tokens, match[1])), _SHEET)


# Selectors are kept flat: each descendant selector is tried against every widget on every polish.
_SHEET = """
QToolTip { background: @surface; color: @text; border: 1px solid @border2; padding: 3px 6px; }
QMenuBar { background: @sunken; color: @muted; padding: 1px 6px; }
QMenuBar::item { padding: 3px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @hover; color: @text; }
QMenu { background: @surface; color: @text; border: 1px solid @border2; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 5px; }
QMenu::item:selected { background: @accent_weak; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QStatusBar { background: @sunken; color: @muted; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[look="page"] { background: @win; }
QFrame[look="overlay"] { background: transparent; border: 3px dashed @accent; border-radius: 10px; }
QFrame[look="bar"] { background: @surface; border: none; border-bottom: 1px solid @border; }
QFrame[look="nav"] { background: @sunken; border: none; border-right: 1px solid @border; }
QFrame[look="card"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[look="popup"] { background: @surface; border: 1px solid @border2; border-radius: 8px; }
QFrame[look="field"] { background: @surface; border: 1px solid @border; border-radius: 6px; }
QFrame[look="segments"] { background: @sunken; border: 1px solid @border; border-radius: 6px; }
QFrame[look="line"] { background: @border; border: none; }
QFrame[look="hint"] { background: @watch_weak; border: none; border-radius: 6px; }
QFrame[look="error"] { background: @behind_weak; border: none; border-radius: 6px; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="faint"] { color: @faint; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="watch"] { color: @watch_text; }
QLabel[tone="behind"] { color: @behind_text; }
QLabel[look="key"] { border: 1px solid @border; border-radius: 4px; padding: 0 4px; color: @faint; }
QToolButton[look="plain"] { background: transparent; border: 2px solid transparent;
    border-radius: 5px; padding: 1px; color: @text; }
QToolButton[look="plain"]:hover { background: @hover; }
QToolButton[look="plain"]:focus { border-color: @accent; }
QToolButton[look="plain"]:disabled { color: @faint; }
QToolButton[look="plain"][tone="muted"] { color: @muted; }
QToolButton[look="plain"]::menu-indicator { image: none; width: 0; }
QToolButton[look="segment"] { background: transparent; border: 1px solid transparent;
    border-radius: 4px; padding: 1px; color: @muted; }
QToolButton[look="segment"]:hover { color: @text; }
QToolButton[look="segment"]:checked { background: @surface; border-color: @border2; color: @text; }
QToolButton[look="segment"]:focus { border: 2px solid @accent; padding: 0; }
QToolButton[look="chip"] { background: @surface; border: 1px solid @border; border-radius: 11px;
    padding: 1px; min-height: 20px; color: @muted; }
QToolButton[data="true"] { padding-left: 8px; }
QToolButton[look="chip"]:hover { background: @hover; }
QToolButton[look="chip"]:checked { background: @accent_weak; border-color: @accent;
    color: @accent; }
QToolButton[look="chip"]:focus { border: 2px solid @accent; padding: 0; }
QToolButton[data="true"]:focus { padding-left: 7px; }
QToolButton[look="count"] { background: transparent; border: 2px solid transparent;
    border-radius: 5px; padding: 0; }
QToolButton[look="count"]:hover { background: @hover; }
QToolButton[look="count"]:checked { background: @accent_weak; }
QToolButton[look="count"]:focus { border-color: @accent; }
QToolButton[tone="accent"] { color: @accent; }
QToolButton[tone="watch"] { color: @watch_text; }
QToolButton[tone="behind"] { color: @behind_text; }
QToolButton[look="link"] { background: transparent; border: 2px solid transparent;
    border-radius: 4px; padding: 0; color: @accent; }
QToolButton[look="link"]:hover { text-decoration: underline; }
QToolButton[look="link"]:focus { border-color: @accent; }
QPushButton { background: @surface; color: @text; border: 1px solid @border2; border-radius: 6px;
    padding: 4px 12px; min-height: 20px; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QPushButton:disabled { color: @faint; border-color: @border; }
QPushButton:default, QPushButton[look="primary"] { background: @accent; color: @accent_fg;
    border-color: @accent; }
QPushButton[look="primary"]:focus { border-color: @text; }
QPushButton:default:disabled, QPushButton[look="primary"]:disabled { background: @track;
    color: @faint; border-color: @track; }
QLineEdit, QComboBox, QPlainTextEdit { background: @surface; color: @text;
    border: 1px solid @border2; border-radius: 6px; padding: 3px 8px; min-height: 20px;
    selection-background-color: @accent; selection-color: @accent_fg; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {
    border: 2px solid @accent; padding: 2px 7px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit,
QComboBox QLineEdit:focus { border: none; padding: 0; min-height: 0;
    background: transparent; }
QComboBox { padding-right: 4px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @border2;
    selection-background-color: @accent_weak; selection-color: @text; outline: none; }
QAbstractItemView { background: @surface; border: none; outline: none;
    selection-background-color: @accent_weak; selection-color: @text; }
QListView[look="entries"] { background: transparent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @faint; border: none;
    border-bottom: 1px solid @border; padding: 0 4px; font-size: 12px; }
QHeaderView[look="buckets"]::section { padding-left: 0; }
QHeaderView[look="edge"]::section:first { padding-left: 12px; }
QHeaderView[look="edge"]::section:last { padding-right: 12px; }
QRadioButton::indicator { width: 13px; height: 13px; border-radius: 7px;
    border: 1px solid @border2; background: @surface; }
QRadioButton::indicator:hover { border-color: @faint; }
QRadioButton::indicator:checked { width: 5px; height: 5px; border: 5px solid @accent; }
QRadioButton::indicator:focus { border-color: @accent; }
QTableCornerButton::section { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border2; border-radius: 3px; margin: 2px; min-height: 24px;
    min-width: 24px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
