"""The texts of instruments and studies, given to translators and taken back into their files."""
