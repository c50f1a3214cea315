"""Streamlit pages as functions. Decisions live in the workflows; pages show and ask."""
