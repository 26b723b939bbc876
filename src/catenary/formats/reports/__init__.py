"""Reports as files: PDF/A-2a and PDF/UA-1 by typst, DOCX for drafting, XLSX of ratings. Needs the extra `reports`."""
