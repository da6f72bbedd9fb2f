"""What the pages are made of: one panel a file, each a function that draws. The only other place with Streamlit in it."""
