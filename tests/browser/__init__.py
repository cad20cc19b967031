"""Tests that open a real JupyterLab in Chromium."""
